package dev.freehold.registry.importing;

import dev.freehold.contracts.identity.Caller;
import java.nio.file.Path;
import java.util.UUID;

/**
 * An archive that was received and waits to be imported.
 *
 * @param folder of this import alone; removed when it ends
 */
record ImportOrder(UUID id, Caller caller, String name, String licence, Path folder) {
    Path archive() {
        return folder.resolve("archive");
    }

    Path unpacked() {
        return folder.resolve("unpacked");
    }

    Path converted() {
        return folder.resolve("converted");
    }
}
