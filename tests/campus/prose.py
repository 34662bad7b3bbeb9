"""What a page says about an offering beyond its facts."""

from __future__ import annotations

from tests.campus.facts import Course


def summary(course: Course) -> str:
    return f"Build practical skills in {course.title.lower()} with people who work in the field."


def summary_fr(title: str) -> str:
    return f"Développez des compétences pratiques en {title[0].lower()}{title[1:]} avec des gens du métier."


def outcomes(course: Course) -> list[str]:
    topic = course.title.lower()
    return [
        f"Explain the main ideas of {topic}",
        f"Plan a small project in {topic}",
        "Work safely and respectfully with others",
    ]


def outcomes_fr(title: str) -> list[str]:
    return [f"Expliquer les notions de base : {title}", "Planifier un petit projet", "Travailler de façon sécuritaire"]


PREREQUISITES = "High school completion or equivalent experience"
PREREQUISITES_FR = "Diplôme d’études secondaires ou expérience équivalente"
