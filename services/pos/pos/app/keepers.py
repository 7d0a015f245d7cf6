"""What the service does by itself, by name; any number of replicas may do it."""

from pos.app.card_watch import keep_asking
from pos.app.offline_matching import keep_matching
from pos.app.photos import keep_for_days
from pos.app.price_clock import keep_prices
from pos.app.receipt_mail import keep_sending
from pos.app.settlement import settle_nights

KEEPERS = {
    "prices": keep_prices,
    "settlement": settle_nights,
    "mail": keep_sending,
    "cards": keep_asking,
    "offline": keep_matching,
    "photos": keep_for_days,
}
