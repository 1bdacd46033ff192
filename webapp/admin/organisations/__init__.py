"""Settings of the organisations: who they are, their logos, under which name they write, who pays."""
