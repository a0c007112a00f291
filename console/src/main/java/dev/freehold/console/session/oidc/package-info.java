/** People sign in at an identity provider (OpenID Connect, authorization code flow with PKCE). */
@NullMarked
package dev.freehold.console.session.oidc;

import org.jspecify.annotations.NullMarked;
