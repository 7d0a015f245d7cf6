-- Debts that a card pays.

-- Of a cleared ticket: it pays the debt that the ticket left. The old code asks for none.
ALTER TABLE sale_card_payment ADD COLUMN for_debt boolean NOT NULL DEFAULT false;
