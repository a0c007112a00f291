package dev.freehold.registry.importing;

import dev.freehold.contracts.label.Label;
import dev.freehold.contracts.model.LeakTest;
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
import java.util.Locale;

/** The steps of an import: unpack, convert, quarantine, vet. */
@Singleton
class ImportPipeline {
    private static final List<String> TASKS = List.of("embeddings");
    private static final List<String> SENTENCES = sentences();
    private final ImportRecords records;
    private final ModelArchive archives;
    private final ModelConversion conversion;
    private final ModelIntake intake;
    private final ImportVetting vetting;

    ImportPipeline(
            ImportRecords records,
            ModelArchive archives,
            ModelConversion conversion,
            ModelIntake intake,
            ImportVetting vetting) {
        this.records = records;
        this.archives = archives;
        this.conversion = conversion;
        this.intake = intake;
        this.vetting = vetting;
    }

    /**
     * Imports.
     *
     * @throws ProblemException saying at which step it ended and why
     */
    void run(ImportOrder order) {
        ModelConversion.Figures figures;
        Lifecycle taken;
        try {
            figures = convert(order);
            records.step(order.id(), "keeping the files");
            taken = quarantine(order);
        } catch (ProblemException e) {
            vetting.recordFailure(order, e);
            throw e;
        }
        ModelVersion version = vet(order, taken, figures);
        records.vetted(order.id(), version.digest(), sentence(version, figures));
    }

    private static String sentence(ModelVersion version, ModelConversion.Figures figures) {
        return String.format(
                Locale.ROOT,
                "%s; smallest cosine to the original %.7f over %d sentences, %,d weights, licence %s",
                version.state().wireName(),
                figures.minimumCosine(),
                figures.sentences(),
                figures.parameters(),
                version.licence());
    }

    private ModelConversion.Figures convert(ImportOrder order) {
        records.step(order.id(), "unpacking");
        ModelArchive.Unpacked unpacked = unpack(order);
        records.step(order.id(), "converting and comparing " + SENTENCES.size() + " sentences");
        return conversion.convert(unpacked.onnx(), unpacked.tokenizer(), order.converted(), SENTENCES);
    }

    private ModelArchive.Unpacked unpack(ImportOrder order) {
        try {
            return archives.unpack(order.archive(), order.unpacked());
        } catch (Refused e) {
            throw new ProblemException(RegistryProblems.ARCHIVE, e.reason());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Lifecycle quarantine(ImportOrder order) {
        try {
            // Open weights begin at the bottom of the lattice; a licence is kept beside the label, not in it.
            return intake.take(
                    new ModelIntake.Provenance(
                            order.caller().tenant(),
                            order.name(),
                            TASKS,
                            order.licence(),
                            Label.PUBLIC,
                            order.caller().subject(),
                            null,
                            LeakTest.NOT_APPLICABLE),
                    order.converted());
        } catch (IllegalArgumentException e) {
            throw new ProblemException(RegistryProblems.NOT_VETTED, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ModelVersion vet(ImportOrder order, Lifecycle taken, ModelConversion.Figures figures) {
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
            return vetting.vet(order, quarantined, figures);
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
