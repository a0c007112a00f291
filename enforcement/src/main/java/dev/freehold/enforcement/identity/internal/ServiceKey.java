package dev.freehold.enforcement.identity.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.InvalidKeySpecException;
import java.util.Set;

/**
 * The key pair of this process, in a file that only its owner can read: a block {@code PRIVATE KEY} (PKCS #8) and a block
 * {@code PUBLIC KEY}. It is made at the first start where none is mounted.
 */
public final class ServiceKey {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNER_FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final long LONGEST = 8 << 10;
    private final PrivateKey secret;
    private final PublicKey open;

    private ServiceKey(PrivateKey secret, PublicKey open) {
        this.secret = secret;
        this.open = open;
    }

    /**
     * Reads the pair, or makes one where there is no file.
     *
     * @throws UncheckedIOException if it cannot be read or made, others could read it, or the two do not belong together
     */
    public static ServiceKey at(Path file) {
        try {
            if (!Files.exists(file)) {
                create(file);
            }
            return read(file);
        } catch (IOException e) {
            throw new UncheckedIOException("freehold.internal.key, " + file + ": " + e.getMessage(), e);
        }
    }

    private static ServiceKey read(Path file) throws IOException {
        for (PosixFilePermission permission : Files.getPosixFilePermissions(file)) {
            if (!OWNER_ONLY.contains(permission)) {
                throw new IOException("others than its owner have a right to it: set its mode to 0600");
            }
        }
        if (Files.size(file) > LONGEST) {
            throw new IOException("it is longer than " + LONGEST + " bytes");
        }
        String text = Files.readString(file, StandardCharsets.US_ASCII);
        try {
            PrivateKey secret = Ed25519.privateKey(Pem.read(Pem.PRIVATE, text));
            PublicKey open = Ed25519.publicKey(Pem.read(Pem.PUBLIC, text));
            if (!Ed25519.pair(secret, open)) {
                throw new IOException("its two keys do not belong together");
            }
            return new ServiceKey(secret, open);
        } catch (InvalidKeySpecException e) {
            throw new IOException("it does not hold an Ed25519 key pair", e);
        }
    }

    private static void create(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OWNER_FOLDER));
        Path draft = Files.createTempFile(folder, "new", ".tmp", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        try {
            KeyPair pair = Ed25519.fresh();
            String text = Pem.write(Pem.PRIVATE, pair.getPrivate().getEncoded())
                    + Pem.write(Pem.PUBLIC, pair.getPublic().getEncoded());
            try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
                channel.force(true);
            }
            // A hard link, since it alone refuses to replace a key that another process made meanwhile.
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            return;
        } finally {
            Files.delete(draft);
        }
    }

    /**
     * Lays the public key where peers on this machine look for it.
     *
     * @param source name of this process in its records: the second process of a service takes no key of the first away
     * @throws UncheckedIOException if it cannot
     */
    public void publish(Path folder, ServiceName service, String source) {
        String first = service.wireName() + "-1";
        String name = source.equals(first) ? service.wireName() : service.wireName() + "." + source;
        try {
            Files.createDirectories(folder);
            Path draft = Files.createTempFile(
                    folder,
                    ".new",
                    ".tmp",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--")));
            Files.writeString(draft, Pem.write(Pem.PUBLIC, open.getEncoded()), StandardCharsets.US_ASCII);
            Files.move(
                    draft,
                    folder.resolve(name + PeerKeys.SUFFIX),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("freehold.internal.publish, " + folder + ": " + e.getMessage(), e);
        }
    }

    PrivateKey secret() {
        return secret;
    }

    String id() {
        return Ed25519.id(open);
    }

    /** Its public half's name alone. */
    @Override
    public String toString() {
        return "ServiceKey[" + id() + "]";
    }
}
