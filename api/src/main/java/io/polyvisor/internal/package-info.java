/** The semantic core: guard, operations, deadlines, order, events, audit. Not exported. */
@NullMarked
package io.polyvisor.internal;

import org.jspecify.annotations.NullMarked;
