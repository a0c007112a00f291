package dev.freehold.registry.account;

import dev.freehold.contracts.usecase.UseCase;

/** Port: makes the account by which an application of one use case gets tokens. */
public interface ApplicationAccounts {
    /**
     * An account.
     *
     * @param secret shown to whoever asked for it, once, and kept nowhere here
     */
    record Account(String clientId, String secret) {
        /** Without the secret. */
        @Override
        public String toString() {
            return "Account[" + clientId + "]";
        }
    }

    /**
     * Gives the use case's account a fresh secret, making it if there is none; a secret that was given before is good no
     * more.
     *
     * @throws AccountsUnavailable if the identity provider cannot be asked
     */
    Account provision(UseCase useCase) throws AccountsUnavailable;

    /**
     * Takes the account out of use.
     *
     * @return whether there was one
     * @throws AccountsUnavailable if the identity provider cannot be asked
     */
    boolean disable(UseCase useCase) throws AccountsUnavailable;

    /** The identity provider cannot be asked, or did not do what it was asked. */
    final class AccountsUnavailable extends Exception {
        private static final long serialVersionUID = 1L;

        public AccountsUnavailable(String sentence, Throwable cause) {
            super(sentence, cause);
        }
    }
}
