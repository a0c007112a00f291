package freehold

# METADATA
# title: A quarantined model has not been vetted; nobody calls or downloads it.
# custom:
#   code: MODEL_QUARANTINED
deny contains reason(
	"MODEL_QUARANTINED",
	concat("", ["Model ", input.resource.name, " is in quarantine: it has not been vetted."]),
	"Ask the data team to vet the model, then an approver to approve it.",
) if {
	uses_model
	input.resource.state == "quarantined"
}

# METADATA
# title: A vetted model answers nobody before a second person has approved it.
# custom:
#   code: MODEL_NOT_APPROVED
deny contains reason(
	"MODEL_NOT_APPROVED",
	concat("", ["Model ", input.resource.name, " is vetted, but nobody has approved it."]),
	"Ask an approver, who is not the one that brought the model, to approve it.",
) if {
	is_call
	input.resource.state == "vetted"
}

# METADATA
# title: A retired model is out of use.
# custom:
#   code: MODEL_RETIRED
deny contains reason(
	"MODEL_RETIRED",
	concat("", ["Model ", input.resource.name, " is retired: a newer version took its place."]),
	"Call the model by its name, which stands for the current version, and not by the old digest.",
) if {
	is_call
	input.resource.state == "retired"
}

# METADATA
# title: A revoked model must not be used again, called or downloaded.
# custom:
#   code: MODEL_REVOKED
deny contains reason(
	"MODEL_REVOKED",
	concat("", ["Model ", input.resource.name, " was revoked and must not be used again."]),
	"Call another approved model, or ask the approvers why this one was revoked.",
) if {
	uses_model
	input.resource.state == "revoked"
}

# METADATA
# title: A model whose state policy does not know is neither called nor downloaded.
# custom:
#   code: MODEL_STATE_UNKNOWN
deny contains reason(
	"MODEL_STATE_UNKNOWN",
	concat("", ["Policy does not know the state of model ", input.resource.name, "."]),
	"Ask the operator to check that the registry and the policy bundle are of the same release.",
) if {
	uses_model
	not state_known
}

state_known if input.resource.state in ["quarantined", "vetted", "approved", "retired", "revoked"]

# A vetted or retired model may be taken out for a look; what is unsafe may not.
uses_model if is_call

uses_model if input.action == "model.download"
