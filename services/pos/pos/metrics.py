"""What operators watch."""

from prometheus_client import Counter, Gauge, Histogram

authorisations = Counter(
    "motorway_pos_authorisations_total", "Orders to release a pump, by what came of them", ["outcome"]
)
authorising = Histogram("motorway_pos_authorise_seconds", "From an order to release a pump to its known outcome")
questions = Counter("motorway_pos_questions_total", "Pumps asked what became of a sale, by answer", ["answer"])
fuellings = Counter("motorway_pos_fuellings_total", "Finished fuellings booked", ["origin"])
duplicates = Counter("motorway_pos_duplicate_fuellings_total", "Finished fuellings that were booked before")
discrepancies = Counter("motorway_pos_discrepancies_total", "Discrepancies found at a fuelling", ["kind"])
sales_waiting = Gauge("motorway_pos_sales_waiting", "Sales whose order to a pump is not answered yet")
missing = Gauge("motorway_pos_missing_fuellings", "Numbers of fuellings that did not come although later ones did")
unreadable = Counter("motorway_pos_unreadable_states_total", "Pump states that could not be decoded")
claims = Counter("motorway_pos_claims_total", "Holds of cards claimed for a sale, by what came of it", ["outcome"])
card_payments = Counter("motorway_pos_card_payments_total", "Card payments of sales that are over", ["outcome"])
cards_waiting = Gauge("motorway_pos_card_payments_waiting", "Card payments of sales whose outcome is not known yet")
offline_operations = Counter(
    "motorway_pos_offline_operations_total", "What tills did without a line, by what became of it", ["outcome"]
)
offline_findings = Counter(
    "motorway_pos_offline_findings_total", "Why operations of tills without a line were not plainly booked", ["reason"]
)
