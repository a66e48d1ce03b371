#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "base/time.h"
#include "voice/recording/recording_file.h"

namespace madoguchi::features {

/// Where recordings lie: <service>/<contact>.wav, and in live/ while they grow. A marker in live/,
/// <service>-<contact>.row, says that the row of one that ended is still to be written.
class RecordingFolder {
 public:
  /// A file or a marker that a process that died left.
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

  /// Harmless when it is there, or is not. They block for a moment.
  void mark(base::ServiceId service, base::ContactId contact) const;
  void unmark(base::ServiceId service, base::ContactId contact) const;
  /// The markers. Blocks.
  [[nodiscard]] std::vector<Left> marked() const;

 private:
  [[nodiscard]] std::vector<Left> list(std::string_view extension) const;
  [[nodiscard]] std::filesystem::path marker_of(base::ServiceId service,
                                                base::ContactId contact) const;

  const std::filesystem::path path_;
};

}  // namespace madoguchi::features
