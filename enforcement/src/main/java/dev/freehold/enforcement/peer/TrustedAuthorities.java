package dev.freehold.enforcement.peer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Whose certificates other services may present: those of a file, or those that this Java trusts anyway. */
public final class TrustedAuthorities {
    private TrustedAuthorities() {}

    /**
     * @param file certificates in PEM
     * @throws UncheckedIOException if the file holds none
     */
    public static SSLContext of(Optional<Path> file) {
        try {
            if (file.isEmpty()) {
                return SSLContext.getDefault();
            }
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int count = 0;
            try (InputStream in = Files.newInputStream(file.get())) {
                for (Certificate certificate :
                        CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                    store.setCertificateEntry("authority-" + count++, certificate);
                }
            }
            if (count == 0) {
                throw new IOException("it holds no certificate");
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException e) {
            throw new UncheckedIOException("freehold.peer.tls.trust, " + file.orElseThrow() + ": " + e.getMessage(), e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("freehold.peer.tls.trust cannot be used: " + e.getMessage(), e);
        }
    }
}
