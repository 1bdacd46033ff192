"""Who acts: chambers, cities, districts, associations, companies, as hosts, partners, leads and signatories."""
