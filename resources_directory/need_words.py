"""The table of needs: their names, and the words people use for them. Edit here; the code only looks words up."""

from __future__ import annotations

from collections.abc import Mapping

#: Need id -> its name as a taxonomy term (HSDS).
NEED_NAMES: Mapping[str, str] = {
    "crisis_line": "Crisis line",
    "naloxone": "Naloxone",
    "harm_reduction": "Harm reduction and syringe services",
    "syringe_disposal": "Syringe disposal",
    "detox": "Detox",
    "methadone": "Methadone treatment",
    "buprenorphine": "Buprenorphine treatment",
    "outpatient": "Outpatient treatment",
    "residential": "Residential treatment",
    "bridge_clinic": "Low-threshold bridge clinic",
    "recovery_support": "Recovery support",
    "family_support": "Family support",
    "youth": "Services for young people",
    "shelter": "Shelter",
    "drop_in_health": "Drop-in health care",
    "outreach": "Street outreach",
    "access_to_care": "Finding treatment",
    "food": "Food",
    "legal": "Legal help",
    "other": "Other services",
}

#: Need id -> phrases, misspellings included. Where two phrases of one length fit, the need nearer the top is meant.
NEED_WORDS: Mapping[str, str] = {
    "naloxone": (
        "narcan, narcans, narkan, narkane, narcam, narcann, narcn, narcon, narckan, nar can, nasal narcan, "
        "naloxone, naloxon, naloxona, nalaxone, naloxen, noloxone, overdose kit, od kit, overdose reversal, "
        "nose spray, nasal spray, vending machine, narcan vending machine, espray nasal, spray nasal, maquina "
        "expendedora"
    ),
    "syringe_disposal": (
        "sharps, sharps box, sharps container, needle drop off, needle disposal, syringe disposal, dispose of "
        "needles, get rid of needles, get rid of my needles, get rid of syringes, drop off needles, used "
        "needles, used needle, old needles, dirty needles, found a needle, found needles, needle on the "
        "ground, needles on the ground, tirar agujas, tirar jeringas, botar jeringas, botar agujas, jeringas "
        "usadas, agujas usadas, desechar jeringas"
    ),
    "harm_reduction": (
        "needle exchange, syringe exchange, needle swap, needle program, syringe program, clean needles, "
        "clean works, clean syringes, new needles, needles, syringes, syringe, needle, harm reduction, safer "
        "use, safe supplies, clean supplies, safer smoking, pipes, test strips, fentanyl strips, fentanyl "
        "test strips, drug checking, drug test strips, ahope, jeringas, jeringa, jeringuillas, geringas, "
        "agujas, agujas limpias, jeringas limpias, cambio de jeringas, intercambio de jeringas, intercambio "
        "de agujas, reduccion de danos, tiras de prueba"
    ),
    "methadone": (
        "methadone, methadone clinic, methodone, methadon, methdone, metha done, methadose, otp, metadona, "
        "clinica de metadona, metodona"
    ),
    "buprenorphine": (
        "suboxone, suboxon, suboxen, suboxin, subs, sub doctor, subutex, bupe, bup, buprenorphine, "
        "buprenorfina, buprenorphin, sublocade, brixadi, obat, office based addiction treatment, suboxone "
        "doctor, suboxone clinic, medication for opioid use, moud, suboxona"
    ),
    "bridge_clinic": (
        "bridge clinic, bridge clinics, urgent care for addiction, same day treatment, same day clinic, start "
        "meds today, faster paths, clinica puente"
    ),
    "detox": (
        "detox, detoxs, detocks, detoks, detox bed, bed in detox, detoxification, dtox, de tox, withdrawal "
        "bed, ats, kick, acute treatment, desintoxicacion, desintoxicarme, desintoxicar, desintox, "
        "detoxificacion, cama de detox"
    ),
    "residential": (
        "rehab, rehabs, re hab, rehabilitation, inpatient, in patient, residential, residential treatment, "
        "halfway house, half way house, recovery home, sober house, sober home, sober living, long term "
        "program, tss, css, rehabilitacion, centro de rehabilitacion, residencial, casa de recuperacion, casa "
        "sobria"
    ),
    "youth": (
        "detox for teens, detox for teenagers, detox for kids, shelter for teens, shelter for youth, teen, "
        "teens, teenager, teenagers, youth, young people, adolescent, kids rehab, teen shelter, youth "
        "shelter, youth detox, teen detox, youth program, for my teen, joven, jovenes, adolescente, "
        "adolescentes, refugio para jovenes"
    ),
    "family_support": (
        "family support, family group, family meeting, families, al anon, alanon, nar anon, naranon, learn to "
        "cope, support for parents, parents group, support for my family, help for my family, grief group, "
        "grief support, my son uses, my daughter uses, apoyo familiar, apoyo para familias, apoyo para la "
        "familia, grupo para familias, grupo de familia"
    ),
    "recovery_support": (
        "meeting, meetings, aa meeting, na meeting, aa, a a meeting, smart recovery, recovery center, "
        "recovery coach, peer support, sponsor, support group, 12 step, twelve step, narcotics anonymous, "
        "alcoholics anonymous, reunion, reuniones, grupo de apoyo, centro de recuperacion, padrino, "
        "alcoholicos anonimos, narcoticos anonimos"
    ),
    "outpatient": (
        "outpatient, out patient, counseling, counselor, counselling, therapist, therapy, iop, intensive "
        "outpatient, terapia, terapeuta, consejeria, consejero, ambulatorio"
    ),
    "shelter": (
        "shelter, shelters, sheltter, shelder, emergency shelter, homeless shelter, place to sleep, somewhere "
        "to sleep, place to stay, somewhere to stay, bed tonight, bed for tonight, bed for the night, a bed, "
        "homeless, warming center, refugio, refujio, albergue, alvergue, donde dormir, lugar para dormir, "
        "cama para esta noche"
    ),
    "food": (
        "food, meal, meals, eat, hungry, food pantry, pantry, soup kitchen, lunch, breakfast, dinner, food "
        "stamps, snap, comida, comidas, comer, hambre, despensa, comedor, almuerzo, desayuno"
    ),
    "drop_in_health": (
        "drop in, dropin, drop in center, drop in clinic, walk in clinic, doctor, nurse, wound care, health "
        "center, shower, showers, hiv test, hep c test, clinica, medico, enfermera, centro de salud, ducha"
    ),
    "outreach": (
        "outreach, street outreach, outreach team, outreach worker, outreach van, equipo de calle, trabajador de calle"
    ),
    "crisis_line": (
        "hotline, help line, helpline, crisis line, someone to call, number to call, call someone, use alone "
        "line, using alone line, never use alone, linea de ayuda, linea de crisis, numero para llamar"
    ),
    "legal": (
        "lawyer, attorney, legal aid, legal help, section 35, eviction help, abogado, ayuda legal, asistencia legal"
    ),
    "access_to_care": (
        "treatment, get clean, getting clean, get sober, find treatment, start treatment, get into treatment, "
        "program, programs, help getting into treatment, paaths, paths, recovery services, addiction help, "
        "tratamiento, buscar tratamiento, empezar tratamiento, dejar las drogas, programa"
    ),
    "other": ("job training, work program, employment, capacitacion laboral"),
}
