#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "base/time.h"
#include "voice/recording/recording_file.h"

namespace madoguchi::features {

/// Where recordings lie: <service>/<contact>.wav, and in live/ while they grow.
class RecordingFolder {
 public:
  /// A file that a process that died left.
  struct Left {
    base::ServiceId service;
    base::ContactId contact;
    base::Time written_at;  ///< for the last time
  };

  explicit RecordingFolder(std::filesystem::path path) : path_(std::move(path)) {}

  /// For the owner alone (0700). Blocks.
  [[nodiscard]] base::Status make() const;
  [[nodiscard]] voice::RecordingPlace place_of(base::ServiceId service,
                                               base::ContactId contact) const;
  /// What lies in live/. Blocks.
  [[nodiscard]] std::vector<Left> left_behind() const;

 private:
  const std::filesystem::path path_;
};

}  // namespace madoguchi::features
