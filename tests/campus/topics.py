"""Titles of the larger institutions: topics that colleges teach, and what they make of them."""

from __future__ import annotations

_TOPICS = [
    *("Accessible Web Design", "Agile Project Delivery", "Airport Operations", "Arboriculture", "Barista Skills"),
    *("Beekeeping", "Biomanufacturing", "Bookkeeping", "Building Inspection", "Business Analysis", "Change Management"),
    *("Child and Youth Mental Health", "Circular Fashion", "Civic Data", "Clinical Documentation", "Cloud Computing"),
    *("Community Interpreting", "Conflict Resolution", "Crane Rigging", "Crop Monitoring", "Customer Experience"),
    *("Dementia Care", "Dental Infection Control", "Digital Forestry", "Disability Support", "Drone Surveying"),
    *("Early Literacy", "Electric Vehicle Maintenance", "Emergency Dispatch", "Energy Advising", "Event Planning"),
    *("Fibre Optic Installation", "Financial Planning", "Fisheries Observation", "Food Product Development"),
    *("Geographic Information Systems", "Grant Writing", "Greenhouse Production", "Harm Reduction", "Heat Pumps"),
    *("Heritage Carpentry", "Home Staging", "Horticulture", "Hospital Sterile Processing", "Hydrogen Safety"),
    *(
        "Immigration Settlement Work",
        "Indigenous Land Stewardship",
        "Industrial Refrigeration",
        "Interior Plantscaping",
    ),
    *("Kitchen Management", "Labour Relations", "Lean Manufacturing", "Library Programming", "Livestock Health"),
    *("Machine Learning", "Marine Electronics", "Medical Device Reprocessing", "Mine Rescue", "Museum Interpretation"),
    *("Music Production", "Nonprofit Governance", "Occupational First Response", "Palliative Care", "Payroll"),
    *("Pharmacy Practice", "Plain Language Writing", "Power Line Clearance", "Procurement", "Public Speaking"),
    *("Quality Assurance", "Radio Broadcasting", "Records Management", "Restoration Ecology", "Retail Buying"),
    *("Robot Programming", "Rural Tourism", "Sign Language", "Soil Science", "Sports Taping", "Stormwater Design"),
    *("Supply Chain Analytics", "Technical Drawing", "Textile Repair", "Trauma-Informed Practice", "Urban Forestry"),
    *("Veterinary Reception", "Video Editing", "Virtual Reality Design", "Warehouse Logistics", "Water Treatment"),
    *("Wayfinding Design", "Welding Inspection", "Wildfire Behaviour", "Winemaking", "Workplace Mediation"),
]
_FORMS = ("{}", "Introduction to {}", "Applied {}", "{} for Supervisors", "Advanced {}", "{}: From Plan to Practice")
_TOPICS_FR = [
    *("Aménagement paysager", "Analyse de données", "Approvisionnement", "Cartographie numérique", "Culture en serre"),
    *("Développement durable", "Droit municipal", "Efficacité énergétique", "Entretien ménager", "Éducation inclusive"),
    *("Fiscalité des particuliers", "Gestion de projet", "Gestion des conflits", "Hydrologie appliquée"),
    *("Inspection des bâtiments", "Intervention psychosociale", "Mécanique de vélo", "Métrologie", "Montage vidéo"),
    *("Numérisation des archives", "Rédaction technique", "Santé et sécurité au travail", "Secourisme avancé"),
]
_FORMS_FR = ("{} : notions de base", "{} en pratique")


def titles(count: int, start: int) -> list[str]:
    """`count` titles, no two alike; institutions that start elsewhere have other ones first."""
    many = len(_TOPICS)
    found = [
        _FORMS[(n // many + n % many) % len(_FORMS)].format(_TOPICS[n % many]) for n in range(start, start + count)
    ]
    assert len(set(found)) == count
    return found


def titles_fr(count: int) -> list[str]:
    found = [form.format(topic) for form in _FORMS_FR for topic in _TOPICS_FR]
    return found[:count]
