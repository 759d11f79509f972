"""What staff and translators do with the words: sign them, take them back, translate them, measure them."""
