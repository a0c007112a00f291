package dev.freehold.registry.importing;

import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.registry.RegistrySettings;
import dev.freehold.registry.problem.RegistryProblems;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Receives archives to the disk, whole or not at all, and puts them in line. */
@Singleton
class ImportReception {
    private final ImportQueue queue;
    private final ImportRecords records;
    private final long longest;

    ImportReception(ImportQueue queue, ImportRecords records, RegistrySettings settings) {
        this.queue = queue;
        this.records = records;
        this.longest = settings.imports().maxBytes().asLongValue();
    }

    void refuseIfTooLong(long length) {
        if (length > longest) {
            throw new ProblemException(RegistryProblems.TOO_LARGE, "the archive has more than " + longest + " bytes");
        }
    }

    /**
     * Receives an archive.
     *
     * @param length as announced; absent where the body comes in chunks
     */
    ModelImport receive(Caller caller, String name, String licence, @Nullable Long length, InputStream body) {
        UUID id = UUID.randomUUID();
        Path folder = queue.enter(id);
        boolean inLine = false;
        try {
            ImportOrder order = new ImportOrder(id, caller, name, licence, folder);
            long received = copy(body, order);
            if (length != null && received != length) {
                throw new ProblemException(
                        RegistryProblems.CUT_SHORT, received + " bytes came where " + length + " were announced");
            }
            records.begin(id, caller, name);
            queue.submit(order);
            inLine = true;
            return records.find(caller.tenant(), id).orElseThrow();
        } finally {
            if (!inLine) {
                queue.leave(folder);
            }
        }
    }

    private long copy(InputStream body, ImportOrder order) {
        byte[] buffer = new byte[64 << 10];
        long received = 0;
        try {
            Files.createDirectories(order.folder());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try (OutputStream out = Files.newOutputStream(order.archive())) {
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                received += read;
                refuseIfTooLong(received);
                out.write(buffer, 0, read);
            }
            return received;
        } catch (IOException e) {
            ProblemException problem = new ProblemException(
                    RegistryProblems.CUT_SHORT, "the upload broke off after " + received + " bytes");
            problem.initCause(e);
            throw problem;
        }
    }
}
