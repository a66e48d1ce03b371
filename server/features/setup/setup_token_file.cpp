#include "features/setup/setup_token_file.h"

#include <system_error>

#include "base/file.h"

namespace madoguchi::features {

std::filesystem::path setup_token_path(const std::filesystem::path& data_folder) {
  return data_folder / "setup-token";
}

base::Status write_setup_token(const std::filesystem::path& path, const std::string& token) {
  const auto error = base::replace_file(path, token + "\n", 0600);
  if (!error) return {};
  return base::fail(base::ErrorCode::kUnavailable,
                    "Cannot write the file " + path.string() + ": " + error.message() + ".");
}

void remove_setup_token(const std::filesystem::path& path) {
  std::error_code ignored;
  std::filesystem::remove(path, ignored);
}

}  // namespace madoguchi::features
