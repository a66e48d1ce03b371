#pragma once

#include <string_view>

namespace madoguchi::transport {

/// The Content-Type of a file that we ship, by the ending of its name; "application/octet-stream"
/// for unknown ones. Not for files that strangers uploaded.
[[nodiscard]] std::string_view content_type_of(std::string_view file_name);

}  // namespace madoguchi::transport
