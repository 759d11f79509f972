from tests.fixtures.road import copy, engine, road, text

__all__ = ["copy", "engine", "road", "text"]
