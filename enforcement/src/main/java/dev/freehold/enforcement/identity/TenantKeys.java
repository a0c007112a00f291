package dev.freehold.enforcement.identity;

import dev.freehold.contracts.identity.TenantId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * One random key for each tenant, in a file that only its owner can read.
 *
 * <p>The key makes pseudonyms and commitments of one tenant worthless to another; destroying it cuts every record of the
 * tenant from the people in it. It is made once, by whichever process asks first.
 */
public final class TenantKeys {
    private static final int LENGTH = 32;
    private static final String ALGORITHM = "HmacSHA256";
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNER_FOLDER = PosixFilePermissions.fromString("rwx------");

    private final Path folder;
    private final SecureRandom random = new SecureRandom();
    private final Map<TenantId, SecretKeySpec> known = new ConcurrentHashMap<>();

    /**
     * @param folder where {@code <tenant>.key} files lie; made on first use
     */
    public TenantKeys(Path folder) {
        this.folder = folder;
    }

    /**
     * HMAC-SHA-256 of the parts under the tenant's key.
     *
     * @param domain says what the code is for, so that codes of two kinds never meet
     * @throws UncheckedIOException if the key can neither be read nor made
     */
    byte[] code(TenantId tenant, String domain, byte[] content) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(known.computeIfAbsent(tenant, this::load));
            mac.update(domain.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return mac.doFinal(content);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    private SecretKeySpec load(TenantId tenant) {
        Path file = folder.resolve(tenant.value() + ".key");
        try {
            if (!Files.exists(file)) {
                create(file);
            }
            if (!Files.getPosixFilePermissions(file).equals(OWNER_ONLY)) {
                throw new IOException("others can read " + file + ": set its mode to 0600");
            }
            byte[] key = Files.readAllBytes(file);
            if (key.length != LENGTH) {
                throw new IOException(file + " holds " + key.length + " bytes and not " + LENGTH + ": restore it");
            }
            return new SecretKeySpec(key, ALGORITHM);
        } catch (IOException e) {
            throw new UncheckedIOException("no key for tenant " + tenant + ": " + e.getMessage(), e);
        }
    }

    private void create(Path file) throws IOException {
        Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OWNER_FOLDER));
        Path draft = Files.createTempFile(folder, "new", ".tmp", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        try {
            byte[] key = new byte[LENGTH];
            random.nextBytes(key);
            try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(key));
                channel.force(true);
            }
            // A hard link, since it alone refuses to replace a key that another process made meanwhile.
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            return;
        } finally {
            Files.delete(draft);
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
