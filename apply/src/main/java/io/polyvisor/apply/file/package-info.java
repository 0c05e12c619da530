/** What people write down, read with file, line and key in every fault; and plans and answers as documents for programs. */
@NullMarked
package io.polyvisor.apply.file;

import org.jspecify.annotations.NullMarked;
