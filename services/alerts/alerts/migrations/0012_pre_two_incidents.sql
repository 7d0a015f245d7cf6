-- While a site is dark, what does not hang on its controller may be a storm of its own.
CREATE UNIQUE INDEX incident_one_of_a_kind_gathers_per_site ON incident (site, kind) WHERE gathering;
DROP INDEX incident_one_gathers_per_site;
