package freehold

# METADATA
# title: The request is not a complete decision request of a known schema.
# custom:
#   code: INPUT_INCOMPLETE
deny contains reason(
	"INPUT_INCOMPLETE",
	"The request for this decision lacks something that policy must know.",
	"Ask the operator to bring the service that asked to the same release as the policy bundle.",
) if {
	not complete
}

complete if {
	input.schema == "freehold.decision/1"
	is_named(input.tenant)
	is_named(input.action)
	is_named(input.subject.pseudonym)
	is_named(input.subject.client)
	is_array(input.subject.roles)
	is_named(input.resource.kind)
	is_named(input.resource.name)
	is_array(input.findings)
	every finding in input.findings {
		is_named(finding.type)
		is_named(finding.category)
	}
	is_number(input.calls_today)
	input.calls_today >= 0
}

is_named(value) if {
	is_string(value)
	value != ""
}
