package dev.freehold.policy.signing;

import dev.freehold.enforcement.bundle.BundleSigner;
import java.io.IOException;
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
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Set;

/**
 * The signing key in PEM, in a file that only its owner can read, and its public half in a file beside it, {@code .pub.pem}. A
 * P-256 key is made where there is none; an RSA key of one's own may stand there too.
 */
public final class SigningKeyFile {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNER_FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final int LONGEST = 16 << 10;

    private final Path secret;

    /**
     * @param secret the file of the private key
     */
    public SigningKeyFile(Path secret) {
        this.secret = secret;
    }

    /** The file of the public key. */
    public Path publicFile() {
        String name = String.valueOf(secret.getFileName());
        String stem = name.endsWith(".pem") ? name.substring(0, name.length() - ".pem".length()) : name;
        return secret.resolveSibling(stem + ".pub.pem");
    }

    /**
     * The key, made if there is none.
     *
     * @throws IOException if it can be neither read nor made, or others can read it; never with the key in the message
     */
    public BundleSigner load() throws IOException {
        if (!Files.exists(secret)) {
            make();
        }
        if (!Files.getPosixFilePermissions(secret).equals(OWNER_ONLY)) {
            throw new IOException("others can read " + secret + ": set its mode to 0600");
        }
        if (Files.size(secret) > LONGEST) {
            throw new IOException(secret + " is longer than " + LONGEST + " bytes");
        }
        BundleSigner signer = new BundleSigner(pair(Files.readString(secret, StandardCharsets.US_ASCII)));
        String published = pem("PUBLIC KEY", signer.publicKey().getEncoded());
        if (!Files.exists(publicFile()) || !Files.readString(publicFile()).equals(published)) {
            Path draft = Files.createTempFile(secret.toAbsolutePath().getParent(), "public", ".tmp");
            Files.writeString(draft, published);
            Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rw-r--r--"));
            Files.move(draft, publicFile(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        return signer;
    }

    /** A public key in PEM. */
    public static String pem(PublicKey key) {
        return pem("PUBLIC KEY", key.getEncoded());
    }

    private static String pem(String kind, byte[] encoded) {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
        return "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n";
    }

    private KeyPair pair(String pem) throws IOException {
        // The first block is the private key; the public half of an EC key stands in the second.
        byte[] encoded = block(pem, "PRIVATE KEY");
        try {
            if (pem.contains("-----BEGIN PUBLIC KEY-----")) {
                KeyFactory factory = KeyFactory.getInstance("EC");
                return new KeyPair(
                        factory.generatePublic(new X509EncodedKeySpec(block(pem, "PUBLIC KEY"))),
                        factory.generatePrivate(new PKCS8EncodedKeySpec(encoded)));
            }
            KeyFactory factory = KeyFactory.getInstance("RSA");
            RSAPrivateCrtKey key = (RSAPrivateCrtKey) factory.generatePrivate(new PKCS8EncodedKeySpec(encoded));
            return new KeyPair(
                    factory.generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent())), key);
        } catch (GeneralSecurityException | ClassCastException e) {
            throw new IOException(
                    secret + " holds neither an RSA key in PKCS #8 nor a P-256 key with its public half below it");
        }
    }

    private byte[] block(String pem, String kind) throws IOException {
        String begin = "-----BEGIN " + kind + "-----";
        String end = "-----END " + kind + "-----";
        int from = pem.indexOf(begin);
        int to = pem.indexOf(end);
        if (from < 0 || to < from) {
            throw new IOException(secret + " holds no " + kind + " in PEM");
        }
        return Base64.getMimeDecoder().decode(pem.substring(from + begin.length(), to));
    }

    private void make() throws IOException {
        Path folder = secret.toAbsolutePath().getParent();
        Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OWNER_FOLDER));
        Path draft = Files.createTempFile(folder, "new", ".tmp", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            String text = pem("PRIVATE KEY", pair.getPrivate().getEncoded())
                    + pem("PUBLIC KEY", pair.getPublic().getEncoded());
            try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
                channel.force(true);
            }
            // A hard link, since it alone refuses to replace a key that another process made meanwhile.
            Files.createLink(secret, draft);
        } catch (FileAlreadyExistsException e) {
            return;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has P-256", e);
        } finally {
            Files.delete(draft);
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
