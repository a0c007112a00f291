package dev.freehold.registry.importing;

import dev.freehold.contracts.label.Label;
import dev.freehold.contracts.model.LeakTest;
import dev.freehold.contracts.model.ModelKind;
import dev.freehold.contracts.model.ModelVersion;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.registry.model.Lifecycle;
import dev.freehold.registry.model.ModelIntake;
import dev.freehold.registry.problem.RegistryProblems;
import dev.freehold.registry.vetting.Refused;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The steps of an import: unpack, convert what needs it, quarantine, vet. */
@Singleton
class ImportPipeline {
    private static final List<String> SENTENCES = sentences();
    private final ImportRecords records;
    private final ModelArchive archives;
    private final ModelConversion conversion;
    private final ModelTrial trial;
    private final ModelIntake intake;
    private final ImportVetting vetting;

    ImportPipeline(
            ImportRecords records,
            ModelArchive archives,
            ModelConversion conversion,
            ModelTrial trial,
            ModelIntake intake,
            ImportVetting vetting) {
        this.records = records;
        this.archives = archives;
        this.conversion = conversion;
        this.trial = trial;
        this.intake = intake;
        this.vetting = vetting;
    }

    /**
     * Imports.
     *
     * @throws ProblemException saying at which step it ended and why
     */
    void run(ImportOrder order) {
        Candidate candidate;
        Lifecycle taken;
        try {
            candidate = prepared(order);
            records.step(order.id(), "keeping the files");
            taken = quarantine(order, candidate);
        } catch (ProblemException e) {
            vetting.recordFailure(order, e);
            throw e;
        }
        ModelVersion version = vet(order, taken, candidate);
        records.vetted(
                order.id(),
                version.digest(),
                version.state().wireName() + "; " + candidate.summary() + ", licence " + version.licence());
    }

    private Candidate prepared(ImportOrder order) {
        records.step(order.id(), "unpacking");
        try {
            ModelArchive.Unpacked unpacked = archives.unpack(order.archive(), order.unpacked());
            if (unpacked instanceof ModelArchive.Unpacked.Onnx onnx) {
                records.step(order.id(), "converting and comparing " + SENTENCES.size() + " sentences");
                return new ConvertedModel(
                        order.converted(),
                        conversion.convert(onnx.model(), onnx.tokenizer(), order.converted(), SENTENCES),
                        order.licence());
            }
            return TransformersModel.of(
                    ((ModelArchive.Unpacked.Transformers) unpacked).folder(), order.licence(), trial);
        } catch (Refused e) {
            throw new ProblemException(RegistryProblems.ARCHIVE, e.reason());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Lifecycle quarantine(ImportOrder order, Candidate candidate) {
        try {
            // Open weights begin at the bottom of the lattice; a licence is kept beside the label, not in it.
            return intake.take(
                    new ModelIntake.Provenance(
                            order.caller().tenant(),
                            order.name(),
                            ModelKind.BASE,
                            candidate.tasks(),
                            order.licence(),
                            Label.PUBLIC,
                            order.caller().subject(),
                            null,
                            LeakTest.NOT_APPLICABLE),
                    candidate.folder());
        } catch (IllegalArgumentException e) {
            throw new ProblemException(RegistryProblems.NOT_VETTED, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ModelVersion vet(ImportOrder order, Lifecycle taken, Candidate candidate) {
        if (!taken.version().licence().equals(order.licence())) {
            throw new ProblemException(
                    RegistryProblems.TAKEN,
                    "the same files are registered under the licence "
                            + taken.version().licence());
        }
        if (taken instanceof Lifecycle.Revoked) {
            throw new ProblemException(RegistryProblems.ILLEGAL_MOVE, "the same files are registered and were revoked");
        }
        if (taken instanceof Lifecycle.Quarantined quarantined) {
            records.step(order.id(), "vetting");
            return vetting.vet(order, quarantined, candidate);
        }
        return taken.version();
    }

    private static List<String> sentences() {
        try (InputStream in = ImportPipeline.class.getResourceAsStream("parity-sentences.txt")) {
            if (in == null) {
                throw new IllegalStateException("the parity sentences are missing from this build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
