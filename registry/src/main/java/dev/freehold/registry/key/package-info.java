/** Access keys and whom they prove. */
@NullMarked
package dev.freehold.registry.key;

import org.jspecify.annotations.NullMarked;
