"""Events of any format, their hosts, venue, measures and fate: draft, published, postponed, cancelled."""
