//! A page in Chromium without a window, with axe-core on it. `scripts/with-browser` says where both are.

use std::{env, fs, process::Command};

use serde_json::Value;

/// The variable that names the browser.
const BROWSER: &str = "ABIDE_TEST_BROWSER";
/// The variable that names the file of axe-core.
const AXE: &str = "ABIDE_TEST_AXE";

/// What runs on the page: the outcome becomes an attribute of it, and so a part of what the browser prints.
const RUN: &str = r#"
addEventListener("load", async () => {
  const outcome = await axe.run(document, { resultTypes: ["violations", "incomplete"] });
  const broken = outcome.violations.concat(outcome.incomplete).flatMap((rule) =>
    rule.nodes.map((node) => `${rule.id}: ${node.target.join(" ")}`));
  const looks = [innerWidth, matchMedia("(prefers-color-scheme: dark)").matches];
  document.documentElement.setAttribute("data-axe", JSON.stringify({ broken, looks, passed: outcome.passes.length }));
});
"#;

/// How a page is looked at.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Look {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) dark: bool,
}

/// What the page breaks or may break, each rule with the place.
///
/// # Panics
/// When there is no browser or it does not say: a test without it must fail, not skip.
pub(crate) fn broken_rules(page: &str, look: Look) -> Vec<String> {
    let axe = named(AXE);
    let scripts = format!("<script src=\"file://{axe}\"></script><script>{RUN}</script></body>");
    assert!(page.contains("</body>"));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("page.html");
    fs::write(&path, page.replace("</body>", &scripts)).unwrap();
    let outcome = outcome(&printed(&path.display().to_string(), look, &folder.path().join("profile")));
    assert_eq!(outcome["looks"], serde_json::json!([look.width, look.dark]), "the page looks otherwise");
    assert!(outcome["passed"].as_u64().unwrap() > 5, "{outcome}");
    let broken = outcome["broken"].as_array().unwrap();
    broken.iter().map(|rule| rule.as_str().unwrap().to_owned()).collect()
}

fn named(variable: &str) -> String {
    env::var(variable)
        .unwrap_or_else(|_| panic!("{variable} is not set: run the tests by scripts/with-browser"))
}

/// The page as it is once its scripts have run.
fn printed(path: &str, look: Look, profile: &std::path::Path) -> String {
    let output = Command::new(named(BROWSER))
        // As root there is no sandbox; the page is our own and loads nothing.
        .args([
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--hide-scrollbars",
        ])
        .args(["--no-first-run", "--disable-extensions", "--disable-background-networking", "--dump-dom"])
        .arg("--virtual-time-budget=30000")
        .arg(format!("--blink-settings=preferredColorScheme={}", u8::from(!look.dark)))
        .arg(format!("--window-size={},{}", look.width, look.height))
        .arg(format!("--user-data-dir={}", profile.display()))
        .arg(format!("file://{path}"))
        .output()
        .unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    said
}

fn outcome(page: &str) -> Value {
    let start = "data-axe=\"";
    let attribute = page.split_once(start).and_then(|(_, rest)| rest.split_once('"'));
    let (attribute, _) = attribute.unwrap_or_else(|| panic!("axe-core did not say anything: {page}"));
    let plain =
        attribute.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    serde_json::from_str(&plain).unwrap()
}
