package freehold

# METADATA
# title: Secrets never reach a model.
# custom:
#   code: SECRET_IN_TEXT
deny contains reason(
	"SECRET_IN_TEXT",
	"The text holds a secret, such as a password or an access key.",
	"Take the secret out of the text, and have it replaced where it is in use.",
) if {
	is_call
	some finding in input.findings
	data.tables.handling_by_category[finding.category] == "refuse"
}

# METADATA
# title: The text holds personal, payment or network data that the use case may not send.
# custom:
#   code: DATA_CATEGORY_NOT_PERMITTED
deny contains reason(
	"DATA_CATEGORY_NOT_PERMITTED",
	concat("", ["The text holds data that this use case may not send: ", concat(", ", sort(categories)), "."]),
	"Take that data out of the text, or ask the owner of the use case to have the category added.",
) if {
	is_call
	categories := {finding.category |
		some finding in input.findings
		not handled(finding)
	}
	count(categories) > 0
}

handled(finding) if data.tables.handling_by_category[finding.category] == "refuse"

handled(finding) if masked(finding)

masked(finding) if {
	data.tables.handling_by_category[finding.category] == "mask_where_permitted"
	finding.category in input.use_case.data_categories
}

# A category that is permitted is still masked before the model sees the text.
types_to_mask contains finding.type if {
	is_call
	some finding in input.findings
	masked(finding)
}
