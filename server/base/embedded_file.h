#pragma once

#include <string_view>

namespace madoguchi::base {

/// A file that was put into the program at build time (cmake/MadoguchiEmbed.cmake).
struct EmbeddedFile {
  std::string_view name;      ///< relative to the folder that was embedded, with '/' separators
  std::string_view contents;  ///< lives as long as the process
};

}  // namespace madoguchi::base
