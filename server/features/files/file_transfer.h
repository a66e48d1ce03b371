#pragma once

#include <string>

#include "base/result.h"
#include "features/files/files_service.h"
#include "transport/request.h"
#include "transport/response.h"

namespace madoguchi::features {

/// The file's name from the header X-File-Name: percent-encoded UTF-8, at most 255 characters.
[[nodiscard]] base::Result<std::string> file_name_of(const transport::Request& request);
/// A file on its way to a browser: images may be shown, everything else is a download; both in a
/// sandbox.
[[nodiscard]] transport::Response file_download(FileContents contents);

}  // namespace madoguchi::features
