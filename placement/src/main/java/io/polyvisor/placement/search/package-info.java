/** How answers are searched for. Not for users: what is public here is so for the sister packages of this module alone. */
@NullMarked
package io.polyvisor.placement.search;

import org.jspecify.annotations.NullMarked;
