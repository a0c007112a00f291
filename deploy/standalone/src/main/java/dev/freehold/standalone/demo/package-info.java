/** The main job, end to end, told step by step. */
@NullMarked
package dev.freehold.standalone.demo;

import org.jspecify.annotations.NullMarked;
