#pragma once

#include <cstdint>

namespace madoguchi::voice {

/// Lines that libre wanted to print since the start: it reports every malformed datagram of
/// strangers on standard error, and web sockets on standard output, which belongs to the program.
/// The linker leads both here (cmake/MadoguchiPackages.cmake). Safe to call from every thread.
[[nodiscard]] std::int64_t libre_lines();

}  // namespace madoguchi::voice
