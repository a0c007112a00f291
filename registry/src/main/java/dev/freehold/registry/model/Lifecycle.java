package dev.freehold.registry.model;

import dev.freehold.contracts.model.ModelState;
import dev.freehold.contracts.model.ModelVersion;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.registry.problem.RegistryProblems;

/**
 * Where a model version stands; each state has the moves that are legal from it and no others.
 *
 * <p>The database holds the same table in the trigger {@code model_version_moves}, for whoever comes past this code.
 */
public sealed interface Lifecycle {
    ModelVersion version();

    /** A state from which a version can still be withdrawn. */
    sealed interface Live extends Lifecycle {
        default Revoked revoke() {
            return new Revoked(in(version(), ModelState.REVOKED), version().state());
        }
    }

    /** It came in; nobody may call it and nobody may approve it. */
    record Quarantined(ModelVersion version) implements Live {
        public Quarantined {
            require(version, ModelState.QUARANTINED);
        }

        public Vetted vet(Evaluation evaluation) {
            return new Vetted(in(version, ModelState.VETTED), evaluation);
        }
    }

    /** It was checked by machine; a second person may approve it. */
    record Vetted(ModelVersion version, Evaluation evaluation) implements Live {
        public Vetted {
            require(version, ModelState.VETTED);
        }

        /**
         * Approves it.
         *
         * @throws ProblemException if the approver brought it
         */
        public Approved approve(String approver) {
            if (approver.equals(version.creator())) {
                throw new ProblemException(
                        RegistryProblems.SECOND_PERSON, "the version was brought by the one who asks to approve it");
            }
            return new Approved(in(version, ModelState.APPROVED));
        }
    }

    /** It may be called, as far as policy allows. */
    record Approved(ModelVersion version) implements Live {
        public Approved {
            require(version, ModelState.APPROVED);
        }

        public Retired retire() {
            return new Retired(in(version, ModelState.RETIRED));
        }
    }

    /** It was good and is no longer wanted. */
    record Retired(ModelVersion version) implements Live {
        public Retired {
            require(version, ModelState.RETIRED);
        }
    }

    /**
     * It was withdrawn for cause, for ever.
     *
     * @param from the state before
     */
    record Revoked(ModelVersion version, ModelState from) implements Lifecycle {
        public Revoked {
            require(version, ModelState.REVOKED);
        }
    }

    private static void require(ModelVersion version, ModelState state) {
        if (version.state() != state) {
            throw new IllegalArgumentException("the version is " + version.state() + " and not " + state);
        }
    }

    private static ModelVersion in(ModelVersion version, ModelState state) {
        return new ModelVersion(
                version.tenant(),
                version.name(),
                version.digest(),
                version.kind(),
                state,
                version.tasks(),
                version.licence(),
                version.label(),
                version.creator(),
                version.created(),
                version.lineage(),
                version.leakTest());
    }
}
