package freehold

# METADATA
# title: The model is more confidential than the use case is cleared for.
# custom:
#   code: CLEARANCE_TOO_LOW
deny contains reason(
	"CLEARANCE_TOO_LOW",
	concat("", [
		"Model ",
		input.resource.name,
		" is more confidential than use case ",
		input.use_case.id,
		" is cleared for.",
	]),
	"Call a model made of less confidential data, or ask the owner of the use case for a higher clearance.",
) if {
	has_purpose
	not cleared
}

cleared if {
	levels := data.tables.confidentiality
	levels[input.resource.label.confidentiality] <= levels[input.use_case.clearance]
}

# METADATA
# title: The data inside the model may not be used for this purpose.
# custom:
#   code: PURPOSE_NOT_PERMITTED
deny contains reason(
	"PURPOSE_NOT_PERMITTED",
	concat("", [
		"The data that made model ",
		input.resource.name,
		" may not be used for use case ",
		input.use_case.id,
		".",
	]),
	"Call a model whose data permits this use case, or ask the data team for one.",
) if {
	has_purpose
	not purpose_permitted
}

# A label without purposes permits any; one with an empty list permits none.
purpose_permitted if {
	object.get(input.resource.label, "purposes", null) == null
}

purpose_permitted if input.use_case.id in input.resource.label.purposes

# METADATA
# title: The model's licence is not on the list of allowed licences.
# custom:
#   code: LICENCE_NOT_ALLOWED
deny contains reason(
	"LICENCE_NOT_ALLOWED",
	concat("", ["The licence of model ", input.resource.name, " is missing or not on the list of allowed licences."]),
	"Call a model under an allowed licence, or ask the compliance officer to have this licence reviewed.",
) if {
	is_call
	not licence_allowed
}

licence_allowed if input.resource.licence in data.tables.licences
