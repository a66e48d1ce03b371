#pragma once

#include <memory>

#include "app/options.h"
#include "features/services/service_directory.h"
#include "transport/assets.h"
#include "transport/router.h"

namespace madoguchi::app {

/// The files of the web applications, from the program itself or from Options::web_root.
[[nodiscard]] base::Result<std::shared_ptr<const transport::AssetStore>> load_web(
    const Options& options);

/// Answers every GET that no route has: the console (with its own addresses), the widget's script,
/// its frame for the sites that a service allows, and the chat as a page of its own. `shop_origin`:
/// of the shop that the trial's /sandbox shows, empty outside of a trial; outlives the handler.
[[nodiscard]] transport::Handler web_pages(std::shared_ptr<const transport::AssetStore> web,
                                           const features::ServiceDirectory& services,
                                           const std::string& shop_origin);

/// The example shop of the trial: a static page that has the widget's script as a customer of ours
/// would put it there.
[[nodiscard]] transport::Handler shop_pages(std::shared_ptr<const transport::AssetStore> web,
                                            std::string widget_origin, std::string service_key);

}  // namespace madoguchi::app
