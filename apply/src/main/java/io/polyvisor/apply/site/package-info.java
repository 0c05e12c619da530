/** A site as it is: what files say and endpoints show, in one picture; and how that differs from what was wanted. */
@NullMarked
package io.polyvisor.apply.site;

import org.jspecify.annotations.NullMarked;
