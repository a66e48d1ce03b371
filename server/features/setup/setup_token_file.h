#pragma once

#include <filesystem>
#include <string>

#include "base/result.h"

namespace madoguchi::features {

// The file through which the person at the machine gets the set-up token. Errors are sentences for
// that person.

[[nodiscard]] std::filesystem::path setup_token_path(const std::filesystem::path& data_folder);
/// Made anew, readable by the owner only (0600), flushed to the disk.
[[nodiscard]] base::Status write_setup_token(const std::filesystem::path& path,
                                             const std::string& token);
/// Nothing happens when it is not there.
void remove_setup_token(const std::filesystem::path& path);

}  // namespace madoguchi::features
