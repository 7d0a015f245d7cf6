"""Rules as data: what they may say, and what is checked before one is saved."""

from alerts.domain.rules.checking import parse_rule
from alerts.domain.rules.document import Override, RuleDocument, When
from alerts.domain.rules.facts import NozzleFacts, PumpFacts, SiteFacts, TankFacts
from alerts.domain.rules.vocabulary import Vocabulary

__all__ = [
    "NozzleFacts",
    "Override",
    "PumpFacts",
    "RuleDocument",
    "SiteFacts",
    "TankFacts",
    "Vocabulary",
    "When",
    "parse_rule",
]
