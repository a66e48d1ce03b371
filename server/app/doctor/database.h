#pragma once

#include <vector>

#include "app/doctor/finding.h"
#include "app/options.h"

namespace madoguchi::app::doctor {

struct KeptTrunks {
  Findings findings;
  std::vector<voice::Trunk> trunks;  ///< that admins made, without passwords
};

/// Whether the database can be reached and is of this version; and what is kept of trunks.
[[nodiscard]] KeptTrunks look_at_database(const Options& options);

}  // namespace madoguchi::app::doctor
