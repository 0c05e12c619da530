/** Small sites, searched exhaustively: what the engine must agree with. */
package io.polyvisor.placement.oracle;
