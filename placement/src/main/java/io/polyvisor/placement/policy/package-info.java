/** Which guests may run where, as ordered rules. */
@NullMarked
package io.polyvisor.placement.policy;

import org.jspecify.annotations.NullMarked;
