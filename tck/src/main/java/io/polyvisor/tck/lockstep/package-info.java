/** Random walks on the reference model and on a backend, compared after every step; see {@link io.polyvisor.tck.lockstep.Lockstep}. */
@NullMarked
package io.polyvisor.tck.lockstep;

import org.jspecify.annotations.NullMarked;
