//! The requests to the object store, each waited for.

use futures_util::{StreamExt, TryStreamExt, stream};
use object_store::{
    Error, ObjectMeta, ObjectStore, ObjectStoreExt, PutMode, PutResult, UpdateVersion, aws::AmazonS3,
    path::Path,
};
use tokio::runtime::Runtime;

use super::{
    super::{super::StoreError, file::Reasons, place::OWN},
    address::Address,
    credentials::Origin,
    explain,
};

/// How many are asked about at the same time.
const SIDE_BY_SIDE: usize = 32;

/// The objects of a bucket below a prefix.
pub(super) struct Objects {
    client: AmazonS3,
    origin: Origin,
    prefix: Path,
    runtime: Runtime,
    /// What it is, for people.
    pub(super) place: String,
}

/// What became of an object of our own that was to be put over a certain version.
pub(super) enum Put {
    /// It is there.
    Done(UpdateVersion),
    /// Another version is there.
    Other,
}

impl Objects {
    pub(super) fn open(address: &Address) -> Result<Self, StoreError> {
        let place = address.place();
        let failed = |reason: String| StoreError::Failed { place: place.clone(), reason };
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| failed(error.to_string()))?;
        let prefix =
            Path::parse(&address.prefix).map_err(|_| failed("its prefix has an empty part".to_owned()))?;
        let (client, origin) = address.client().map_err(failed)?;
        Ok(Self { client, origin, prefix, runtime, place: place.clone() })
    }

    fn error(&self, error: &Error) -> StoreError {
        explain::explain(&self.place, &self.origin, error)
    }

    /// The key of a path below the prefix.
    fn key(&self, path: &[u8]) -> Result<Path, StoreError> {
        let path = String::from_utf8_lossy(path);
        let slash = if self.prefix.as_ref().is_empty() { "" } else { "/" };
        Path::parse(format!("{}{slash}{path}", self.prefix)).map_err(|error| self.error(&error.into()))
    }

    fn own(&self, name: &str) -> Result<Path, StoreError> {
        self.key(format!("{OWN}/{name}").as_bytes())
    }

    /// Hands each object below the prefix to `each`, with its path from there.
    pub(super) fn list(
        &self,
        each: &mut dyn FnMut(&str, &ObjectMeta) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let prefix = self.prefix.as_ref();
        let mut listed = self.client.list((!prefix.is_empty()).then_some(&self.prefix));
        while let Some(found) = self.runtime.block_on(listed.next()) {
            let found = found.map_err(|error| self.error(&error))?;
            let path = found.location.as_ref().strip_prefix(prefix).unwrap_or_default();
            let path = path.strip_prefix('/').unwrap_or(path);
            // Empty: the object that some tools make for the prefix itself.
            if !path.is_empty() {
                each(path, &found)?;
            }
        }
        Ok(())
    }

    /// What is at these paths; none when nothing is.
    pub(super) fn look(&self, paths: &[&[u8]]) -> Result<Vec<Option<ObjectMeta>>, StoreError> {
        let keys: Result<Vec<Path>, StoreError> = paths.iter().map(|path| self.key(path)).collect();
        let look = |key: Path| async move {
            match self.client.head(&key).await {
                Ok(found) => Ok(Some(found)),
                Err(Error::NotFound { .. }) => Ok(None),
                Err(error) => Err(error),
            }
        };
        let found = stream::iter(keys?).map(look).buffered(SIDE_BY_SIDE).try_collect();
        self.runtime.block_on(found).map_err(|error| self.error(&error))
    }

    /// Removes what is at these paths, with one request; how many went, and why others did not.
    pub(super) fn remove(&self, paths: &[&[u8]], reasons: &mut Reasons) -> Result<u64, StoreError> {
        let keys: Result<Vec<Path>, StoreError> = paths.iter().map(|path| self.key(path)).collect();
        let keys: Vec<Result<Path, Error>> = keys?.into_iter().map(Ok).collect();
        let asked = keys.len();
        let answers: Vec<Result<Path, Error>> =
            self.runtime.block_on(self.client.delete_stream(stream::iter(keys).boxed()).collect());
        let mut removed = 0;
        for answer in &answers {
            match answer {
                Ok(_) => removed += 1,
                // One answer for all: it is not known what went.
                Err(error) if answers.len() != asked => return Err(self.error(error)),
                Err(error) => {
                    reasons.insert(format!("an object could not be removed: {}", explain::reason(error)));
                }
            }
        }
        Ok(removed)
    }

    /// An object of our own.
    pub(super) fn get(&self, name: &str) -> Result<Option<(Vec<u8>, UpdateVersion)>, StoreError> {
        let key = self.own(name)?;
        let get = async {
            let found = self.client.get(&key).await?;
            let version =
                UpdateVersion { e_tag: found.meta.e_tag.clone(), version: found.meta.version.clone() };
            Ok((found.bytes().await?.to_vec(), version))
        };
        match self.runtime.block_on(get) {
            Ok(found) => Ok(Some(found)),
            Err(error @ Error::NotFound { .. }) if explain::reason(&error) != "NoSuchBucket" => Ok(None),
            Err(error) => Err(self.error(&error)),
        }
    }

    /// When an object of our own was put last, in seconds since 1970 by the server's clock.
    pub(super) fn put_at(&self, name: &str) -> Result<Option<i64>, StoreError> {
        let found = self.look(&[format!("{OWN}/{name}").as_bytes()])?;
        Ok(found.into_iter().next().flatten().map(|found| found.last_modified.timestamp()))
    }

    /// Puts an object of our own where that version of it is, or where none is.
    pub(super) fn put(
        &self,
        name: &str,
        bytes: Vec<u8>,
        over: Option<UpdateVersion>,
    ) -> Result<Put, StoreError> {
        let mode = over.map_or(PutMode::Create, PutMode::Update);
        match self.put_as(name, bytes, mode)? {
            Ok(done) => Ok(Put::Done(done.into())),
            Err(Error::AlreadyExists { .. } | Error::Precondition { .. }) => Ok(Put::Other),
            Err(error) => Err(self.error(&error)),
        }
    }

    /// Puts an object of our own, whatever is there.
    pub(super) fn put_over(&self, name: &str, bytes: Vec<u8>) -> Result<(), StoreError> {
        self.put_as(name, bytes, PutMode::Overwrite)?.map(drop).map_err(|error| self.error(&error))
    }

    fn put_as(
        &self,
        name: &str,
        bytes: Vec<u8>,
        mode: PutMode,
    ) -> Result<Result<PutResult, Error>, StoreError> {
        let key = self.own(name)?;
        Ok(self.runtime.block_on(self.client.put_opts(&key, bytes.into(), mode.into())))
    }

    /// Removes an object of our own.
    pub(super) fn forget(&self, name: &str) -> Result<(), StoreError> {
        let key = self.own(name)?;
        match self.runtime.block_on(self.client.delete(&key)) {
            Ok(()) | Err(Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(self.error(&error)),
        }
    }
}
