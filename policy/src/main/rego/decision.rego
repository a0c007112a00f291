# METADATA
# title: The decision on one request
# description: >-
#   The input is the whole of what a decision may depend on (schema freehold.decision/1). Each file of this package adds
#   members to deny; one member is enough to stop an action. What a rule needs and does not find counts against the
#   request, so every guard reads "not proved" and never "disproved". What is negated is always the name of a rule:
#   an undefined reference right after "not" makes the whole rule undefined, and a guard would fall open.
package freehold

# METADATA
# title: Entry point, always a complete document
# entrypoint: true
decision := {"allow": allow, "reasons": sort(deny), "obligations": obligations}

default allow := false

allow if {
	granted
	count(deny) == 0
}

default obligations := []

obligations := [{"kind": "redact", "types": sort(types_to_mask)}] if {
	allow
	count(types_to_mask) > 0
}

reason(code, sentence, remedy) := {"code": code, "sentence": sentence, "remedy": remedy}

is_call if input.action in data.tables.calls

# Rules that measure a call against its use case; a call without one is stopped by USE_CASE_MISSING.
has_purpose if {
	is_call
	use_case_named
}

use_case_named if is_named(input.use_case.id)
