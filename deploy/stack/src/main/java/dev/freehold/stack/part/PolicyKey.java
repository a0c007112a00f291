package dev.freehold.stack.part;

import dev.freehold.stack.home.StackFolder;
import java.nio.file.Path;

/** The public key of the policy service, which makes it at its first start: whoever takes a bundle checks it by this. */
final class PolicyKey {
    private PolicyKey() {}

    static Path of(StackFolder folder) {
        return folder.data("policy").resolve("keys/policy/bundle.pub.pem");
    }
}
