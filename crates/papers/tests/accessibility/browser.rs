//! Pages in Chromium without a window, with axe-core on each. `scripts/with-browser` says where both are.
//!
//! A browser takes longer to begin than to look at a page, so it looks at many: one after the other, each in a frame that is as wide as a screen.

use std::{collections::BTreeMap, env, fs, path::Path, process::Command};

use serde_json::{Value, json};

/// The variable that names the browser.
const BROWSER: &str = "ABIDE_TEST_BROWSER";
/// The variable that names the file of axe-core.
const AXE: &str = "ABIDE_TEST_AXE";

/// What runs on each page: it tells the page around it.
const RUN: &str = r#"
addEventListener("load", async () => {
  const outcome = await axe.run(document, { resultTypes: ["violations", "incomplete"] });
  const broken = outcome.violations.concat(outcome.incomplete).flatMap((rule) =>
    rule.nodes.map((node) => `${rule.id}: ${node.target.join(" ")}`));
  const looks = [innerWidth, matchMedia("(prefers-color-scheme: dark)").matches];
  parent.heard({ broken, looks, passed: outcome.passes.length });
});
"#;

/// What runs around them: the outcomes become an attribute, and so a part of what the browser prints.
const AROUND: &str = r#"
addEventListener("load", async () => {
  const outcomes = {};
  for (const [name, page] of Object.entries(pages)) {
    const frame = document.createElement("iframe");
    const outcome = new Promise((heard) => { window.heard = heard; });
    frame.src = page;
    document.body.append(frame);
    outcomes[name] = await outcome;
    frame.remove();
  }
  document.documentElement.setAttribute("data-axe", JSON.stringify(outcomes));
});
"#;

/// How a page is looked at.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Look {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) dark: bool,
}

/// What the pages break or may break, by their names: each rule with the place.
///
/// # Panics
/// When there is no browser or it does not say: a test without it must fail, not skip.
pub(crate) fn broken_rules(pages: &[(String, String)], look: Look) -> BTreeMap<String, Vec<String>> {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("around.html"), around(pages, look, folder.path())).unwrap();
    let outcomes = outcomes(&printed(folder.path(), look));
    assert_eq!(
        outcomes.as_object().unwrap().len(),
        pages.len(),
        "some pages were not looked at, or two have one name"
    );
    let broken = |name: &String| {
        let outcome = &outcomes[name];
        assert_eq!(outcome["looks"], json!([look.width, look.dark]), "{name} looks otherwise");
        assert!(outcome["passed"].as_u64().unwrap() > 5, "{name}: {outcome}");
        let broken = outcome["broken"].as_array().unwrap();
        (name.clone(), broken.iter().map(|rule| rule.as_str().unwrap().to_owned()).collect())
    };
    pages.iter().map(|(name, _)| broken(name)).collect()
}

/// Writes the pages to the folder, and the page that shows them.
fn around(pages: &[(String, String)], look: Look, folder: &Path) -> String {
    let axe = named(AXE);
    let scripts = format!("<script src=\"file://{axe}\"></script><script>{RUN}</script></body>");
    let mut files = BTreeMap::new();
    for (place, (name, page)) in pages.iter().enumerate() {
        assert!(page.contains("</body>"));
        let file = format!("page-{place}.html");
        fs::write(folder.join(&file), page.replace("</body>", &scripts)).unwrap();
        files.insert(name, file);
    }
    let Look { width, height, .. } = look;
    let files = json!(files);
    format!(
        "<!DOCTYPE html><html lang=\"en\"><meta name=\"color-scheme\" content=\"light dark\">\
         <style>body {{ margin: 0 }} iframe {{ border: 0; width: {width}px; height: {height}px }}</style>\
         <body><script>const pages = {files};{AROUND}</script></body></html>"
    )
}

fn named(variable: &str) -> String {
    env::var(variable)
        .unwrap_or_else(|_| panic!("{variable} is not set: run the tests by scripts/with-browser"))
}

/// The page around as it is once its scripts have run.
fn printed(folder: &Path, look: Look) -> String {
    let output = Command::new(named(BROWSER))
        // As root there is no sandbox; the pages are our own and load nothing. Files may look at each other.
        .args(["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"])
        .args(["--hide-scrollbars", "--allow-file-access-from-files"])
        .args(["--no-first-run", "--disable-extensions", "--disable-background-networking", "--dump-dom"])
        .arg("--virtual-time-budget=600000")
        .arg(format!("--blink-settings=preferredColorScheme={}", u8::from(!look.dark)))
        .arg(format!("--window-size={},{}", look.width.max(500), look.height))
        .arg(format!("--user-data-dir={}", folder.join("profile").display()))
        .arg(format!("file://{}", folder.join("around.html").display()))
        .output()
        .unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    said
}

fn outcomes(page: &str) -> Value {
    let start = "data-axe=\"";
    let attribute = page.split_once(start).and_then(|(_, rest)| rest.split_once('"'));
    let (attribute, _) = attribute.unwrap_or_else(|| panic!("axe-core did not say anything: {page}"));
    let plain =
        attribute.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    serde_json::from_str(&plain).unwrap()
}
