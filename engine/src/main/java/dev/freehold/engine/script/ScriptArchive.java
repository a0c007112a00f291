package dev.freehold.engine.script;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A TorchScript archive that holds code and no weights: libtorch compiles the source text inside when it loads the file.
 * The module's only attribute is the flag {@code training}, which libtorch expects of every module.
 */
final class ScriptArchive {
    private static final String FOLDER = "program/";
    /** Format version 10: the one in which integer division and full() mean what they mean today. */
    private static final String FORMAT_VERSION = "10\n";
    /** The empty tuple, in pickle protocol 2. */
    private static final byte[] NO_CONSTANTS = {(byte) 0x80, 2, ')', '.'};

    private ScriptArchive() {}

    static void write(Path file, String className, String source) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            store(zip, "data.pkl", module(className));
            store(zip, "code/__torch__.py", source.getBytes(StandardCharsets.UTF_8));
            store(zip, "constants.pkl", NO_CONSTANTS);
            store(zip, "byteorder", "little".getBytes(StandardCharsets.US_ASCII));
            store(zip, "version", FORMAT_VERSION.getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** Pickle, protocol 2: the global {@code __torch__.NAME}, made anew, with the state {@code {"training": False}}. */
    private static byte[] module(String className) {
        String head = "\u0080\u0002c__torch__\n" + className + "\n)\u0081}(X\u0008\u0000\u0000\u0000training\u0089ub.";
        return head.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** libtorch reads stored entries only. */
    private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
        CRC32 checksum = new CRC32();
        checksum.update(content);
        ZipEntry entry = new ZipEntry(FOLDER + name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(checksum.getValue());
        entry.setTime(0);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}
