"""Delivery, credential, credits, recognition, availability, language: what the words mean, and what they do not say."""

from __future__ import annotations

from decimal import Decimal

import pytest

from warehouse import schema
from warehouse.normalise.availability import read_availability
from warehouse.normalise.credential import is_micro_credential_words, read_credential
from warehouse.normalise.credits import read_credits
from warehouse.normalise.delivery import read_delivery
from warehouse.normalise.language import read_instruction_language
from warehouse.normalise.recognition import read_recognition

DELIVERY = {
    "In person": "in_person",
    "In-Person at the downtown campus": "in_person",
    "Face-to-face": "in_person",
    "On Campus": "in_person",
    "ClassroomBased": "in_person",
    "En présentiel": "in_person",
    "En personne, campus de Rimouski": "in_person",
    "onsite, synchronous, full-time": "in_person",
    "In person (not available online)": "in_person",
    "Online": "online",
    "100% online, no in-person classes": "online",
    "En ligne": "online",
    "À distance": "online",
    "Distance without attendance; Part time": "online",
    "Online – live (scheduled) sessions": "online_live",
    "online (live webinar)": "online_live",
    "En ligne, synchrone": "online_live",
    "Classe virtuelle": "online_live",
    "Online, asynchronous": "online_self_paced",
    "Online self-paced": "online_self_paced",
    "En ligne, à votre rythme": "online_self_paced",
    "Online: live sessions and self-paced modules": "online",
    "Blended": "blended",
    "Hybrid (online and on campus)": "blended",
    "Formule hybride": "blended",
    "Combination of online and in-person learning": "blended",
    "online or in person": "hybrid_choice",
    "En ligne ou en présentiel": "hybrid_choice",
    "HyFlex": "hybrid_choice",
    "Comodal": "hybrid_choice",
    "Workplace": "workplace",
    "En milieu de travail": "workplace",
    "": "unknown",
    "Part-time": "unknown",
    "Self-paced": "unknown",
    "Synchronous": "unknown",
    "Apply online": "unknown",
    "Inscription en ligne": "unknown",
    "Offered online and in person": "unknown",
    "Online / In person": "unknown",
    "Online or hybrid": "unknown",
    "distance learning (online or posted)": "unknown",
    "https://example.com/schedule": "unknown",
}


@pytest.mark.parametrize(("text", "meaning"), DELIVERY.items())
def test_delivery_means_what_the_words_say(text: str, meaning: str) -> None:
    assert meaning in schema.DELIVERY_MODE
    assert read_delivery(text, lang="en") == meaning


CREDENTIAL = {
    "Micro-credential": "micro_credential",
    "Microcredential Certificate": "micro_credential",
    "Micro Credential (ladders to a diploma)": "micro_credential",
    "Microcertification": "micro_credential",
    "Microcréance": "micro_credential",
    "Digital badge": "digital_badge",
    "Badge numérique": "digital_badge",
    "Certificate of completion": "certificate",
    "Post-degree certificate": "certificate",
    "Certificat": "certificate",
    "Professional Certificate": "professional_certificate",
    "Certificat professionnel": "professional_certificate",
    "Diploma": "diploma",
    "Diplôme": "diploma",
    "Bachelor of Science": "degree",
    "Course": "course",
    "Cours": "course",
    "Certificate course": "certificate",
    "Workshop": "workshop",
    "Atelier": "workshop",
    "This course is part of the Micro-credential in Welding": "course",
    "This is not a micro-credential": "unknown",
    "Certificate or diploma": "unknown",
    "Microprogramme": "unknown",
    "Statement of participation": "unknown",
    "": "unknown",
}


@pytest.mark.parametrize(("text", "meaning"), CREDENTIAL.items())
def test_credential_means_what_is_awarded_and_not_what_it_leads_to(text: str, meaning: str) -> None:
    assert meaning in schema.CREDENTIAL_KIND
    assert read_credential(text, lang="en") == meaning


@pytest.mark.parametrize(
    "text", ["Micro-credentials", "MICROCREDENTIAL", "Microcertifications", "earn a digital badge"]
)
def test_words_that_call_something_a_micro_credential(text: str) -> None:
    assert is_micro_credential_words(text)


@pytest.mark.parametrize("text", ["Certificate", "Credential", "This is not a micro-credential.", "Microprogramme", ""])
def test_words_that_do_not(text: str) -> None:
    assert not is_micro_credential_words(text)


CREDITS = {
    "3 credits": ("3", "credit"),
    "Credits: 3": ("3", "credit"),
    "3-credit course": ("3", "credit"),
    "1,5 crédit": ("1.5", "credit"),
    "0.5 academic credits": ("0.5", "credit"),
    "three credits": ("3", "credit"),
    "1.5 EC": ("1.5", "ects"),
    "0.25 ECTS": ("0.25", "ects"),
    "2.4 CEUs": ("2.4", "ceu"),
    "3 credits (6 ECTS)": ("3", "credit"),
    "15": ("15", None),
    "10 (OU level 1; SCQF level 7)": ("10", None),
}


@pytest.mark.parametrize(("text", "meaning"), CREDITS.items())
def test_credits_come_with_what_they_count(text: str, meaning: tuple[str, str | None]) -> None:
    assert read_credits(text) == (Decimal(meaning[0]), meaning[1])


@pytest.mark.parametrize(
    "text",
    [
        "", "Non-credit", "for credit", "1-3 credits", "1 to 3 credits", "up to 3 credits", "½ credit", "1 1/2 credits",
        "$300 per credit", "3 credits or 4 credits", "2026 credits", "30 hours",
    ],
)  # fmt: skip
def test_credits_that_are_not_one_stated_number_are_unknown(text: str) -> None:
    assert read_credits(text) == (None, None)


RECOGNITION = {
    "Stackable": "stackable",
    "Stacks with two other micro-credentials": "stackable",
    "Cumulable": "stackable",
    "Stackable, non-credit": "stackable",
    "Ladders into the Business Diploma": "ladders_to_credit",
    "Counts toward a certificate": "ladders_to_credit",
    "For credit": "ladders_to_credit",
    "Transfer credit available": "ladders_to_credit",
    "Appears on your transcript": "transcripted",
    "Stand-alone": "standalone",
    "Non-credit": "unknown",
    "Not stackable": "unknown",
    "Certificate": "unknown",
    "": "unknown",
}


@pytest.mark.parametrize(("text", "meaning"), RECOGNITION.items())
def test_recognition_means_what_the_words_say(text: str, meaning: str) -> None:
    assert meaning in schema.RECOGNITION
    assert read_recognition(text) == meaning


AVAILABILITY = {
    "Open": "open",
    "Register now": "open",
    "5 seats left": "open",
    "https://schema.org/InStock": "open",
    "Inscriptions ouvertes": "open",
    "Places disponibles": "open",
    "Full": "full",
    "Sold out": "full",
    "https://schema.org/SoldOut": "full",
    "0 seats available": "full",
    "Complet": "full",
    "Full – waitlist available": "waitlist",
    "Liste d'attente": "waitlist",
    "Closed": "closed",
    "Registration closed": "closed",
    "Inscriptions terminées": "closed",
    "No longer available": "closed",
    "Cancelled": "cancelled",
    "Annulé": "cancelled",
    "Full-time": "unknown",
    "Temps complet": "unknown",
    "Registration opens on May 1": "unknown",
    "Not yet open": "unknown",
    "Classes may be cancelled if too few register": "unknown",
    "Open / Closed": "unknown",
    "": "unknown",
}


@pytest.mark.parametrize(("text", "meaning"), AVAILABILITY.items())
def test_availability_means_what_the_words_say(text: str, meaning: str) -> None:
    assert meaning in schema.AVAILABILITY
    assert read_availability(text) == meaning


LANGUAGE = {
    "English": "en",
    "en-CA": "en",
    "fr": "fr",
    "Français": "fr",
    "Anglais": "en",
    "Taught in English with French subtitles": "en",
    "Bilingual (English and French)": None,
    "English or French": None,
    "English language proficiency required": None,
    "xx": None,
    "": None,
}


@pytest.mark.parametrize(("text", "meaning"), LANGUAGE.items())
def test_language_is_the_one_it_is_taught_in(text: str, meaning: str | None) -> None:
    assert read_instruction_language(text) == meaning
